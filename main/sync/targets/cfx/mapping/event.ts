/** What happens to the station itself: its state, its faults, its recipe. */
import { envelope } from './envelope.ts';

export const eventMapping = `(${envelope}
  /* SEMI E10: working, standing by without product, down and waiting for repair, switched off on schedule. */
  $state := function($ours) {
    $ours = "working" ? 1100 : $ours = "idle" ? 2202 : $ours = "stopped" ? 5000 : 4000
  };
  $two := function($number) { $pad($string($number), -2, "0") };
  /* As .NET writes a time span: days.hours:minutes:seconds. */
  $span := function($ms) {(
    $seconds := $floor($ms / 1000);
    $days := $floor($seconds / 86400);
    ($days > 0 ? $string($days) & "." : "")
      & $two($floor($seconds / 3600) % 24) & ":" & $two($floor($seconds / 60) % 60) & ":" & $two($seconds % 60)
  )};
  event.what = "state" ? $envelope("CFX.ResourcePerformance.StationStateChanged", eventTime, messageId, {
      "OldState": $state(event.old),
      "OldStateDuration": $span(event.oldMs),
      "NewState": $state(event.new),
      "RelatedFault": null
    })
  : event.what = "fault-raised" ? $envelope("CFX.ResourcePerformance.FaultOccurred", eventTime, messageId, {
      "Fault": {
        "$type": "CFX.Structures.Fault, CFX",
        "TransactionID": null,
        "Cause": event.code = "camera" ? "ElectricalFailure" : "SoftwareFailure",
        "Severity": event.code = "sync" ? "Warning" : "Error",
        "FaultCode": event.code,
        "FaultOccurrenceId": event.occurrence,
        "Lane": $lane,
        "Stage": null,
        "SideLocation": "Unknown",
        "AccessType": "Unknown",
        "Description": event.detail,
        "DescriptionTranslations": {},
        "OccurredAt": eventTime,
        "DueDateTime": null
      }
    })
  : event.what = "fault-cleared" ? $envelope("CFX.ResourcePerformance.FaultCleared", eventTime, messageId, {
      "FaultOccurrenceId": event.occurrence,
      "Operator": null
    })
  : $envelope("CFX.Production.RecipeActivated", eventTime, messageId, {
      "RecipeName": event.recipe,
      "Revision": event.bundle.version,
      "Lane": $lane,
      "Stage": null
    })
)`;
