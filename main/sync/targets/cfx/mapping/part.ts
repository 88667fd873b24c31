/**
 * A part as CFX tells it: arrival, start, the inspection itself, end and departure, as far as the settings choose.
 *
 * TransactionID in Work…, TransactionId in UnitsInspected: so stands the standard. Both are the part's id, which joins them.
 */
import { envelope } from './envelope.ts';

/** Defects of a part, with the same ids in every message about it; `$verification` is of all of them. */
export const inspection = `
  $codes := $settings.defectCodes;
  $code := function($class) {( $known := $lookup($codes, $class); $exists($known) ? $known : $class )};
  /* 1..100, never 0: that would mean not known. */
  $confidence := function($score) { $max([1, $min([100, $round($score * 100)])]) };
  $unit := $string(part.serial ? part.serial : part.id);

  $images := function($index) {
    $exists($settings.pictureBase)
      ? [$part.pictures[frameIndex = $index].{
          "MimeType": "image/jpeg",
          "TransferMode": "OutOfBand",
          "ImageData": null,
          "ImageURL": $settings.pictureBase & ($substring($settings.pictureBase, -1) = "/" ? "" : "/") & id
        }]
      : []
  };
  $part := part;
  /* A box as the points of its outline, beginning at its upper left corner; pixels of the frame. */
  $outline := function($region) {{
    "StartPointX": $region.x,
    "StartPointY": $region.y,
    "RegionSegments": [
      { "X": $region.x + $region.width, "Y": $region.y },
      { "X": $region.x + $region.width, "Y": $region.y + $region.height },
      { "X": $region.x, "Y": $region.y + $region.height },
      { "X": $region.x, "Y": $region.y }
    ]
  }};
  $defects := function($verification, $detail) {
    [$map($part.regions, function($region) {{
      "UniqueIdentifier": $region.id,
      "DefectCode": $code($region.class),
      "DefectCategory": null,
      "Description": $region.class,
      "Comments": $exists($region.widthMm) and $exists($region.heightMm)
        ? $string($round($region.widthMm, 3)) & " x " & $string($round($region.heightMm, 3)) & " mm"
        : null,
      "ComponentOfInterest": null,
      "RegionOfInterest": $outline($region),
      "DefectImages": $images($region.frameIndex),
      "Priority": 0,
      "ConfidenceLevel": $confidence($region.score),
      "RelatedMeasurements": [],
      "RelatedSymptoms": [],
      "Verification": $verification,
      "VerificationDetail": $detail
    }})]
  };

  /* Not inspected, or not certain: an error of the inspection, not a failure of the unit. A person decides. */
  $result := part.verdict = "pass" ? "Passed" : part.verdict = "fail" ? "Failed" : part.verdict = "missed" ? "Skipped" : "Error";
  $why := part.reasons[0].(kind & ($exists(class) ? ":" & class : $exists(fault) ? ":" & fault : ""));
  $sampling := { "SamplingMethod": "NoSampling", "LotSize": null, "SampleSize": null };

  /* Who: a machine, or the person who decided. */
  $machine := {
    "OperatorIdentifier": $settings.handle,
    "ActorType": "Robot",
    "LastName": null,
    "FirstName": null,
    "LoginName": $station.name
  };
  $tested := $settings.inspectionMessage = "UnitsTested";

  /* $verdict: { id, at, result, comments, verification, detail, defects, start } */
  $inspected := function($who, $isHuman, $transaction, $verdict) {
    $tested
      ? $envelope("CFX.Production.TestAndInspection.UnitsTested", $verdict.at, $verdict.id, {
          "TransactionId": $transaction,
          "TestMethod": $isHuman ? "Human" : "Automated",
          "Tester": $who,
          "SamplingInformation": $sampling,
          "RecipeName": $part.recipe,
          "RecipeRevision": $part.bundle.version,
          "TestedUnits": [{
            "UnitIdentifier": $unit,
            "UnitPositionNumber": 1,
            "OverallResult": $verdict.result,
            "Tests": [{
              "UniqueIdentifier": $part.id,
              "TestName": $part.bundle.name & " " & $part.bundle.version,
              "TestStartTime": $verdict.start,
              "TestEndTime": $verdict.at,
              "TestConditions": [],
              "TestProcedure": null,
              "Comments": $verdict.comments,
              "Result": $verdict.result,
              "Error": null,
              "SymptomsFound": [],
              "DefectsFound": $verdict.defects,
              "Measurements": []
            }]
          }]
        })
      : $envelope("CFX.Production.TestAndInspection.UnitsInspected", $verdict.at, $verdict.id, {
          "TransactionId": $transaction,
          "InspectionMethod": $isHuman ? "Human" : "AOI",
          "SamplingInformation": $sampling,
          "Inspector": $who,
          "RecipeName": $part.recipe,
          "RecipeRevision": $part.bundle.version,
          "InspectedUnits": [{
            "UnitIdentifier": $unit,
            "UnitPositionNumber": 1,
            "OverallResult": $verdict.result,
            "Inspections": [{
              "UniqueIdentifier": $part.id,
              "InspectionName": $part.bundle.name & " " & $part.bundle.version,
              "InspectionStartTime": $verdict.start,
              "InspectionEndTime": $verdict.at,
              "TestProcedure": null,
              "Comments": $verdict.comments,
              "Result": $verdict.result,
              "Verification": $verdict.verification,
              "VerificationDetail": $verdict.detail,
              "Error": null,
              "DefectsFound": $verdict.defects,
              "Symptoms": [],
              "Measurements": []
            }],
            "Verification": $verdict.verification,
            "TotalInspectionCount": 1
          }]
        })
  };`;

export const partMapping = `(${envelope}${inspection}
  $units := [{
    "UnitIdentifier": $unit,
    "PositionNumber": 1,
    "PositionName": null,
    "X": 0, "Y": 0, "Z": 0, "Rotation": 0,
    "FlipX": false, "FlipY": false,
    "Status": part.verdict = "pass" ? "Pass" : "Fail"
  }];
  $order := { "WorkOrderId": part.workOrder, "Batch": null };
  $here := { "PrimaryIdentifier": $unit, "HermesIdentifier": null };
  $worked := {
    "TransactionID": part.id,
    "Lane": $lane,
    "UnitCount": 1,
    "Units": $units
  };
  $wanted := function($name) { $name in $settings.unitMessages };
  /* Nothing is told twice under one id, and every retry tells it under the same. */
  $all := [
    $wanted("UnitsArrived") ? $envelope("CFX.Production.UnitsArrived", part.at, $uuid("UnitsArrived"),
      $merge([$here, { "UnitCount": 1, "Units": $units, "Lane": $lane }])),
    $wanted("WorkStarted") ? $envelope("CFX.Production.WorkStarted", part.at, $uuid("WorkStarted"),
      $merge([$here, $worked, {
        "RecipeName": part.recipe,
        "Revision": part.bundle.version,
        "RelevantSurface": null,
        "WorkOrderIdentifier": part.workOrder ? $order : null
      }])),
    $wanted("UnitsInspected") ? $inspected($machine, false, part.id, {
      "id": messageId,
      "at": part.line.at,
      "start": part.at,
      "result": $result,
      "comments": $exists($why) ? $why : null,
      "verification": part.verdict = "pass" ? null : "NotVerifiedYet",
      "detail": null,
      "defects": $defects("NotVerifiedYet", null)
    }),
    $wanted("WorkCompleted") ? $envelope("CFX.Production.WorkCompleted", part.line.at, $uuid("WorkCompleted"),
      $merge([{ "TransactionID": part.id, "Result": part.verdict = "missed" ? "Skipped" : part.verdict = "fail" ? "Failed" : "Completed" },
        $here, { "UnitCount": 1, "Units": $units }])),
    $wanted("UnitsDeparted") ? $envelope("CFX.Production.UnitsDeparted", part.line.at, $uuid("UnitsDeparted"),
      $merge([$here, { "UnitCount": 1, "Units": $units, "Lane": $lane }]))
  ];
  $count($all) = 0 ? null : $all
)`;
