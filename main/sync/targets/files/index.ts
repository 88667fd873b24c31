/** The target `files`: see `record-file.ts` for what a file looks like, and `npm run station -- import` for its reader. */
import type { TargetType } from '../../transport.ts';
import { ownMapping } from '../own-document.ts';
import { type FilesConnection, type FilesHabits, FilesTransport } from './files-transport.ts';
import { deviceOf } from './folder.ts';

const usualHabits: FilesHabits = { closeAfterMs: 600_000, deviceOf };

export function createFilesTarget(habits: FilesHabits): TargetType<FilesConnection> {
  return {
    connect: (context) => new FilesTransport(context, habits),
    defaultMapping: ownMapping,
  };
}

export const filesTarget = createFilesTarget(usualHabits);
