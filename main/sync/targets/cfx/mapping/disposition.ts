/**
 * A person's decision on a part: the inspection once more, by a human, with the same ids of defects and what became of them.
 * A decision that was taken back: the same once more, with nothing verified any more. CFX knows no withdrawal of a message;
 * a later message about the same inspection is what counts.
 */
import { envelope } from './envelope.ts';
import { inspection } from './part.ts';

const person = `
  $human := {
    "OperatorIdentifier": disposition.by ? disposition.by.id : disposition.role,
    "ActorType": "Human",
    "LastName": disposition.by ? disposition.by.name : null,
    "FirstName": null,
    "LoginName": null
  };`;

export const dispositionMapping = `(${envelope}${inspection}${person}
  $verification := disposition.decision = "defect" ? "DefectConfirmed"
    : disposition.decision = "good" ? "DefectRejected"
    : "NotVerifiedYet";
  $detail := disposition.decision = "defect" and disposition.class ? $code(disposition.class) : null;
  $inspected($human, true, part.id, {
    "id": messageId,
    "at": disposition.at,
    "start": part.at,
    "result": disposition.decision = "good" ? "Passed" : disposition.decision = "defect" ? "Failed" : "Error",
    "comments": disposition.comment = "" ? null : disposition.comment,
    "verification": $verification,
    "detail": $detail,
    "defects": $defects($verification, $detail)
  })
)`;

export const withdrawalMapping = `(${envelope}${inspection}${person}
  $detail := "withdrawn: " & disposition.decision;
  $inspected($human, true, part.id, {
    "id": messageId,
    "at": eventTime,
    "start": part.at,
    "result": $result,
    "comments": "the decision of " & disposition.at & " was taken back",
    "verification": "NotVerifiedYet",
    "detail": $detail,
    "defects": $defects("NotVerifiedYet", $detail)
  })
)`;
