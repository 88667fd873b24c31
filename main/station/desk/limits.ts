/** Limits of the recipe that runs: which are in force, saving others, approving what somebody else has saved. */
import { v7 as uuidv7 } from 'uuid';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Handlers } from '../../api/server.ts';
import type { LimitsVersion } from '../../api/slices/quality.ts';
import { namedOrRefuse, type Who } from '../../api/who.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import { bundlesBeside } from './other-bundles.ts';

type LimitsByClass = LimitsVersion['limits'];
const versionsShown = 50;

export class LimitsSection implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly parts: FeatureParts;

  constructor(parts: FeatureParts) {
    this.parts = parts;
    this.handlers = {
      'quality.bundles': async () => {
        const { name, version } = parts.bundle.manifest;
        const beside = await bundlesBeside(parts.recipe.bundle);
        return beside.map((each) => ({ ...each, isActive: each.name === name && each.version === version }));
      },
      'quality.limits': async ({ recipe }) => ({
        now: await this.inForce(recipe),
        versions: await parts.store.limitsVersions({ recipe, limit: versionsShown }),
        needsSecond: parts.config.quality.limitsNeedSecondPerson,
      }),
      'quality.saveLimits': ({ recipe, limits, reason }, { who }) => this.save(recipe, limits, reason, who),
      'quality.approveLimits': async ({ id, isApproved, reason }, { who }) => {
        const version = await parts.store.perform('approveLimits', {
          by: namedOrRefuse(who).id,
          id,
          isApproved,
          reason,
        });
        this.apply(version);
        return version;
      },
    };
  }

  /** Versions that were saved at the screen stand above the configuration. */
  async beforeFirstFrame(): Promise<void> {
    const { store, recipe, bundle, log, setLimits } = this.parts;
    const limits = await store.limitsInForce({ recipe: recipe.name });
    if (limits === null) return;
    // Another bundle may have come since: what it does not know is left out, and said.
    const known = Object.entries(limits).filter(([name]) => bundle.manifest.classes.includes(name));
    if (known.length < Object.keys(limits).length) {
      log.warn('some saved limits are of classes that the bundle does not know; its own are in force for the others');
    }
    setLimits({ ...recipe.limits, ...Object.fromEntries(known) });
  }

  private async save(recipe: string, limits: LimitsByClass, reason: string, who: Who): Promise<LimitsVersion> {
    this.check(recipe, limits);
    const before = await this.inForce(recipe);
    const needsSecond = this.parts.config.quality.limitsNeedSecondPerson;
    const input = { by: namedOrRefuse(who).id, id: uuidv7(), recipe, before, reason, needsSecond };
    const version = await this.parts.store.perform('saveLimits', { ...input, limits: { ...before, ...limits } });
    this.apply(version);
    return version;
  }

  private apply({ state, limits }: LimitsVersion): void {
    if (state === 'in-force') this.parts.setLimits(limits);
  }

  /** Of every class of the bundle: saved at the screen, else the recipe's, else the bundle's own. */
  private async inForce(name: string): Promise<LimitsByClass> {
    this.checkRecipe(name);
    const { store, recipe, bundle } = this.parts;
    const saved = (await store.limitsInForce({ recipe: recipe.name })) ?? {};
    const { classes, limits } = bundle.manifest;
    return Object.fromEntries(
      classes.flatMap((each) => {
        const found = saved[each] ?? recipe.limits[each] ?? limits[each];
        return found ? [[each, found]] : [];
      }),
    );
  }

  private checkRecipe(name: string): void {
    const { recipe } = this.parts;
    if (name !== recipe.name) throw new StationError('not-found', say('limitsOtherRecipe', { name: recipe.name }));
  }

  private check(recipe: string, limits: LimitsByClass): void {
    this.checkRecipe(recipe);
    const { manifest } = this.parts.bundle;
    const floor = manifest.task === 'reference' ? manifest.output.decode.floor : 0;
    for (const [name, { passBelow, failAbove }] of Object.entries(limits)) {
      if (!manifest.classes.includes(name)) {
        throw new StationError('bad-input', say('limitsWrongClass', { name, known: manifest.classes.join(', ') }));
      }
      if (passBelow >= failAbove) throw new StationError('bad-input', say('limitsCrossed', { name }));
      if (passBelow < floor) throw new StationError('bad-input', say('limitsBelowFloor', { name, floor }));
    }
  }
}
