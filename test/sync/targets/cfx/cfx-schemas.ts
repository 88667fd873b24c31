/** The CFX messages of an inspection station with exactly the keys of the standard: nothing is missing, nothing is ours. */
import { z } from 'zod';

const time = z.iso.datetime({ offset: true });
const type = <T extends string>(name: T) => z.literal(`CFX.${name}, CFX`);
const verification = z
  .enum(['NotVerifiedYet', 'DefectConfirmed', 'DefectRejected', 'DefectAccepted', 'DefectRepaired', 'DefectClosed'])
  .nullable();
const testResult = z.enum(['Passed', 'Failed', 'Error', 'Aborted', 'Skipped']);
const operator = z.strictObject({
  OperatorIdentifier: z.string(),
  ActorType: z.enum(['Human', 'Robot']),
  LastName: z.string().nullable(),
  FirstName: z.string().nullable(),
  LoginName: z.string().nullable(),
});
const sampling = z.strictObject({ SamplingMethod: z.string(), LotSize: z.null(), SampleSize: z.null() });
const unit = z.strictObject({
  UnitIdentifier: z.string().min(1),
  PositionNumber: z.int(),
  PositionName: z.string().nullable(),
  X: z.number(),
  Y: z.number(),
  Z: z.number(),
  Rotation: z.number(),
  FlipX: z.boolean(),
  FlipY: z.boolean(),
  Status: z.enum(['Pass', 'Fail']),
});
const defect = z.strictObject({
  UniqueIdentifier: z.string(),
  DefectCode: z.string(),
  DefectCategory: z.string().nullable(),
  Description: z.string(),
  Comments: z.string().nullable(),
  ComponentOfInterest: z.null(),
  RegionOfInterest: z.strictObject({
    StartPointX: z.number(),
    StartPointY: z.number(),
    RegionSegments: z.array(z.strictObject({ X: z.number(), Y: z.number() })).length(4),
  }),
  DefectImages: z.array(
    z.strictObject({
      MimeType: z.string(),
      TransferMode: z.literal('OutOfBand'),
      ImageData: z.null(),
      ImageURL: z.url(),
    }),
  ),
  Priority: z.int(),
  ConfidenceLevel: z.int().min(1).max(100),
  RelatedMeasurements: z.array(z.never()),
  RelatedSymptoms: z.array(z.never()),
  Verification: verification,
  VerificationDetail: z.string().nullable(),
});
const fault = z.strictObject({
  $type: type('Structures.Fault'),
  TransactionID: z.string().nullable(),
  Cause: z.string(),
  Severity: z.enum(['Information', 'Warning', 'Error', 'Alarm']),
  FaultCode: z.string(),
  FaultOccurrenceId: z.uuid(),
  Lane: z.int().nullable(),
  Stage: z.null(),
  SideLocation: z.string(),
  AccessType: z.string(),
  Description: z.string(),
  DescriptionTranslations: z.record(z.string(), z.string()),
  OccurredAt: time,
  DueDateTime: z.null(),
});
const span = z.string().regex(/^(\d+\.)?\d\d:\d\d:\d\d(\.\d{7})?$/);
const where = { RequestNetworkUri: z.string(), RequestTargetAddress: z.string().nullable() };
const result = z.strictObject({ Result: z.string(), ResultCode: z.int(), Message: z.string().nullable() });
const here = { PrimaryIdentifier: z.string(), HermesIdentifier: z.string().nullable() };
const units = { UnitCount: z.literal(1), Units: z.array(unit).length(1) };

const bodies = {
  EndpointConnected: { CFXHandle: z.string(), ...where },
  EndpointShuttingDown: { CFXHandle: z.string() },
  Heartbeat: {
    CFXHandle: z.string(),
    HeartbeatFrequency: span,
    ActiveFaults: z.array(fault),
    ActiveRecipes: z.array(
      z.strictObject({ RecipeName: z.string(), Revision: z.string(), Lane: z.int(), Stage: z.null() }),
    ),
  },
  WhoIsThereResponse: { Result: result, CFXHandle: z.string(), ...where },
  AreYouThereResponse: { Result: result, CFXHandle: z.string(), ...where },
  GetEndpointInformationResponse: { Result: result, EndpointInformation: z.record(z.string(), z.json()) },
  NotSupportedResponse: { RequestResult: result },
  'Production.UnitsArrived': { ...here, ...units, Lane: z.int() },
  'Production.UnitsDeparted': { ...here, ...units, Lane: z.int() },
  'Production.WorkStarted': {
    ...{ ...here, ...units, TransactionID: z.uuid(), Lane: z.int(), RecipeName: z.string(), Revision: z.string() },
    RelevantSurface: z.null(),
    WorkOrderIdentifier: z.strictObject({ WorkOrderId: z.string(), Batch: z.string().nullable() }).nullable(),
  },
  'Production.WorkCompleted': {
    ...{ ...here, ...units, TransactionID: z.uuid() },
    Result: z.enum(['Completed', 'Failed', 'Aborted', 'Skipped']),
  },
  'Production.TestAndInspection.UnitsInspected': {
    TransactionId: z.uuid(),
    InspectionMethod: z.enum(['Human', 'AOI']),
    ...{ SamplingInformation: sampling, Inspector: operator, RecipeName: z.string(), RecipeRevision: z.string() },
    InspectedUnits: z
      .array(
        z.strictObject({
          ...{ UnitIdentifier: z.string().min(1), UnitPositionNumber: z.int(), OverallResult: testResult },
          Inspections: z.array(
            z.strictObject({
              ...{ UniqueIdentifier: z.string(), InspectionName: z.string(), TestProcedure: z.null() },
              ...{ InspectionStartTime: time, InspectionEndTime: time, Comments: z.string().nullable() },
              ...{ Result: testResult, Verification: verification, VerificationDetail: z.string().nullable() },
              ...{ Error: z.null(), DefectsFound: z.array(defect) },
              ...{ Symptoms: z.array(z.never()), Measurements: z.array(z.never()) },
            }),
          ),
          ...{ Verification: verification, TotalInspectionCount: z.int() },
        }),
      )
      .length(1),
  },
  'Production.TestAndInspection.UnitsTested': {
    TransactionId: z.uuid(),
    TestMethod: z.enum(['Human', 'Automated']),
    ...{ SamplingInformation: sampling, Tester: operator, RecipeName: z.string(), RecipeRevision: z.string() },
    TestedUnits: z
      .array(
        z.strictObject({
          ...{ UnitIdentifier: z.string().min(1), UnitPositionNumber: z.int(), OverallResult: testResult },
          Tests: z.array(
            z.strictObject({
              ...{ UniqueIdentifier: z.string(), TestName: z.string(), TestProcedure: z.null() },
              ...{ TestStartTime: time, TestEndTime: time, TestConditions: z.array(z.never()) },
              ...{ Comments: z.string().nullable(), Result: testResult, Error: z.null() },
              ...{ SymptomsFound: z.array(z.never()), DefectsFound: z.array(defect), Measurements: z.array(z.never()) },
            }),
          ),
        }),
      )
      .length(1),
  },
  'ResourcePerformance.StationStateChanged': {
    OldState: z.int().min(1000).max(6000),
    OldStateDuration: span,
    NewState: z.int().min(1000).max(6000),
    RelatedFault: z.null(),
  },
  'ResourcePerformance.FaultOccurred': { Fault: fault },
  'ResourcePerformance.FaultCleared': { FaultOccurrenceId: z.uuid(), Operator: z.null() },
  'Production.RecipeActivated': { RecipeName: z.string(), Revision: z.string(), Lane: z.int(), Stage: z.null() },
  'InformationSystem.UnitValidation.ValidateUnitsRequest': {
    ...{ Validations: z.array(z.string()), PrimaryIdentifier: z.string(), Units: z.array(z.looseObject({})) },
  },
} as const;
type Name = keyof typeof bodies;

/** @param name without `CFX.` */
function envelopeOf(name: Name) {
  return z.strictObject({
    MessageName: z.literal(`CFX.${name}`),
    Version: z.literal('2.1'),
    TimeStamp: time,
    UniqueID: z.uuid(),
    Source: z.string().regex(/^[^.]+\.[^.]+\.[^.]+$/),
    Target: z.string().nullable(),
    RequestID: z.string().nullable(),
    MessageBody: z.strictObject({ $type: type(name), ...bodies[name] }),
  });
}

export const cfxSchemas = Object.fromEntries(
  Object.keys(bodies).map((name) => [`CFX.${name}`, envelopeOf(name as Name)]),
);

/** @returns the message, as a test may look into it. @throws when it is none of the standard's */
export function checkedCfx(text: string): {
  MessageName: string;
  UniqueID: string;
  MessageBody: Record<string, unknown>;
} {
  const message = z
    .looseObject({ MessageName: z.string(), MessageBody: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(text));
  const schema = cfxSchemas[message.MessageName];
  if (!schema) throw new Error(`${message.MessageName} is not among the messages that the station sends`);
  if (Object.keys(message.MessageBody)[0] !== '$type') throw new Error('$type does not stand first');
  return schema.parse(message) as never;
}
