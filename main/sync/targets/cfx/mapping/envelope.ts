/**
 * What every CFX mapping begins with. JSONata; `$settings` is the target's connection, `$uuid(name)` an id of the message's
 * own that stays the same.
 */
export const envelope = `
  /* One CFX message. $type stands first: receivers in .NET look for it there. */
  $envelope := function($name, $at, $id, $body) {{
    "MessageName": $name,
    "Version": "2.1",
    "TimeStamp": $at,
    "UniqueID": $id,
    "Source": $settings.handle,
    "Target": null,
    "RequestID": null,
    "MessageBody": $merge([{ "$type": $name & ", CFX" }, $body])
  }};
  $lane := $settings.lane;`;
