/**
 * The store's side of the outbox: what it answers and what it carries out.
 *
 *   outbox row ─▶ message (`messages.ts`) ─▶ … rendered … ─▶ batch, frozen (`batches.ts`) ─┬▶ accepted: the cursor moves
 *                                                                                      └▶ refused: parked (`parked.ts`)
 */
import { freezeBatch, frozenBatch, passOver, settleBatch } from './batches.ts';
import { noteStationEvent } from './events.ts';
import { outboxMessages, sampleMessage, syncProgress } from './outbox-queries.ts';
import { messagesAgain, parkedMessage, parkedPage, partsParked, resendParked } from './parked.ts';
import { pauseTarget, removeTarget, saveTarget, syncTargets } from './targets.ts';
import { noteTelemetry, saveTelemetryGaps, telemetryGaps, telemetrySamples } from './telemetry.ts';

export const syncAnswers = {
  syncTargets,
  syncProgress,
  frozenBatch,
  outboxMessages,
  messagesAgain,
  partsParked,
  parkedPage,
  parkedMessage,
  sampleMessage,
  telemetrySamples,
  telemetryGaps,
};

export const syncCommands = {
  saveTarget,
  removeTarget,
  pauseTarget,
  freezeBatch,
  settleBatch,
  passOver,
  resendParked,
  noteStationEvent,
  noteTelemetry,
  saveTelemetryGaps,
};
