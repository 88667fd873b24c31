/** CFX messages that the connection itself makes: presence, heartbeats, questions and answers to requests. */
import { v7 } from 'uuid';
import type { StationFacts } from '../../transport.ts';
import { type CfxConnection, queueAddress } from './address.ts';
import { cfxVersion } from './message.ts';

export interface Station {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

export interface OwnMessage {
  readonly MessageName: string;
  readonly Version: string;
  readonly TimeStamp: string;
  readonly UniqueID: string;
  readonly Source: string;
  readonly Target: string | null;
  readonly RequestID: string | null;
  readonly MessageBody: { readonly $type: string };
}

interface Address {
  readonly target?: string | null;
  readonly request?: string | null;
}

/** @param name without `CFX.` */
export function ownMessage(
  { handle }: Pick<CfxConnection, 'handle'>,
  nowMs: number,
  name: string,
  body: object,
  { target = null, request = null }: Address = {},
): OwnMessage {
  const MessageName = `CFX.${name}`;
  return {
    ...{ MessageName, Version: cfxVersion, TimeStamp: new Date(nowMs).toISOString(), UniqueID: v7() },
    ...{ Source: handle, Target: target, RequestID: request },
    // First in the object: receivers in .NET look for it there.
    MessageBody: { $type: `${MessageName}, CFX`, ...body },
  };
}

export function endpointConnected(connection: CfxConnection): object {
  return { CFXHandle: connection.handle, ...whereToAsk(connection) };
}

export function endpointShuttingDown({ handle }: CfxConnection): object {
  return { CFXHandle: handle };
}

export function heartbeat({ handle, heartbeatSeconds, lane }: CfxConnection, facts: StationFacts): object {
  return {
    CFXHandle: handle,
    HeartbeatFrequency: timeSpan(heartbeatSeconds * 1000),
    ActiveFaults: facts.faults.map(({ occurrence, code, detail, at }) => ({
      $type: 'CFX.Structures.Fault, CFX',
      ...{ TransactionID: null, Cause: 'SoftwareFailure', Severity: 'Error', FaultCode: code },
      ...{ FaultOccurrenceId: occurrence, Lane: lane, Stage: null, SideLocation: 'Unknown', AccessType: 'Unknown' },
      ...{
        Description: detail,
        DescriptionTranslations: {},
        OccurredAt: new Date(at).toISOString(),
        DueDateTime: null,
      },
    })),
    ActiveRecipes: [{ RecipeName: facts.recipe, Revision: facts.bundle.version, Lane: lane, Stage: null }],
  };
}

export function validateUnitsRequest(serial: string): object {
  return {
    Validations: ['UnitRouteValidation', 'UnitStatusValidation'],
    PrimaryIdentifier: serial,
    Units: [unitPosition(serial)],
  };
}

function unitPosition(serial: string): object {
  return {
    ...{ UnitIdentifier: serial, PositionNumber: 1, PositionName: null, X: 0, Y: 0, Z: 0, Rotation: 0 },
    ...{ FlipX: false, FlipY: false, Status: null },
  };
}

/** The answers to what may be asked of an endpoint; null: not a request. */
export function answerTo(name: string, connection: CfxConnection, station: Station): Answer | null {
  if (!name.endsWith('Request')) return null;
  const { handle } = connection;
  const Result = { Result: 'Success', ResultCode: 0, Message: null };
  switch (name) {
    case 'CFX.WhoIsThereRequest':
      return { name: 'WhoIsThereResponse', body: { Result, CFXHandle: handle, ...whereToAsk(connection) } };
    case 'CFX.AreYouThereRequest':
      return { name: 'AreYouThereResponse', body: { Result, CFXHandle: handle, ...whereToAsk(connection) } };
    case 'CFX.GetEndpointInformationRequest':
      return {
        name: 'GetEndpointInformationResponse',
        body: { Result, EndpointInformation: endpointInformation(connection, station) },
      };
    default:
      return {
        name: 'NotSupportedResponse',
        body: { RequestResult: { Result: 'Failed', ResultCode: 1, Message: `${name} is not supported` } },
      };
  }
}

export interface Answer {
  /** Without `CFX.` */
  readonly name: string;
  readonly body: object;
}

function endpointInformation(connection: CfxConnection, { id, name, version }: Station): object {
  const [Vendor, ModelNumber, SerialNumber] = connection.handle.split('.');
  const publishes = ['CFX', 'CFX.ResourcePerformance', 'CFX.Production', 'CFX.Production.TestAndInspection'];
  return {
    ...{ CFXHandle: connection.handle, CFXVersion: cfxVersion, ...whereToAsk(connection) },
    ...{ UniqueIdentifier: id, FriendlyName: name, Vendor, ModelNumber, SerialNumber, SoftwareVersion: version },
    NumberOfLanes: 1,
    SupportedTopics: publishes.map((TopicName) => ({
      ...{ TopicName, TopicSupportType: 'Publisher', SupportedMessages: [] },
    })),
  };
}

/** Requests come by the broker. */
function whereToAsk({ host, port, useTls, addressStyle, requestQueue }: CfxConnection): object {
  return {
    RequestNetworkUri: `${useTls ? 'amqps' : 'amqp'}://${host}:${port}`,
    RequestTargetAddress: requestQueue === undefined ? null : queueAddress(addressStyle, requestQueue),
  };
}

/** As .NET writes a TimeSpan: `00:01:00`, `1.02:03:04.5000000`. */
export function timeSpan(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  const rest = ms % 1000 === 0 ? '' : `.${String(Math.round(ms % 1000)).padStart(3, '0')}0000`;
  return `${days > 0 ? `${days}.` : ''}${clock}${rest}`;
}
