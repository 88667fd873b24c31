/**
 * Must be the first import of the page: zod decides while a schema is made whether to compile it with `new Function`, and
 * even its trying violates the page's policy.
 */
import { config } from 'zod';

config({ jitless: true });
