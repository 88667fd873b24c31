/**
 * AMQP 1.0 addresses as brokers write them.
 *
 *                queue NAME          exchange NAME, routing key KEY
 *   v1           /amq/queue/NAME     /exchange/NAME/KEY     RabbitMQ 3 with its plugin
 *   v2           /queues/NAME        /exchanges/NAME/KEY    RabbitMQ 4
 *   plain        NAME                NAME                   as it stands: ActiveMQ, Azure, …
 *
 * `/amq/queue/` and not `/queue/`: the latter makes the queue that it does not find, and a slip of the pen would be a queue
 * that nobody reads.
 */
import type { Connection } from '../../../api/slices/sync-target.ts';

export type CfxConnection = Extract<Connection, { kind: 'cfx' }>;
export type AddressStyle = CfxConnection['addressStyle'];

export function queueAddress(style: AddressStyle, name: string): string {
  if (style === 'plain') return name;
  return `${style === 'v1' ? '/amq/queue' : '/queues'}/${encodeURIComponent(name)}`;
}

export function targetAddress({ addressStyle: style, to }: Pick<CfxConnection, 'addressStyle' | 'to'>): string {
  if (to.is === 'queue') return queueAddress(style, to.name);
  if (style === 'plain') return to.name;
  const exchange = `${style === 'v1' ? '/exchange' : '/exchanges'}/${encodeURIComponent(to.name)}`;
  // Without a key RabbitMQ 3 routes by the message's subject, `HANDLE.MESSAGE`.
  return to.routingKey === '' ? exchange : `${exchange}/${encodeURIComponent(to.routingKey)}`;
}

/** What people call it. */
export function placeOf({ to }: Pick<CfxConnection, 'to'>): string {
  return `${to.is} ${to.name}`;
}
