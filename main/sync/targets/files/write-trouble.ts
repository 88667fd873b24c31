/** What a failed deed in the folder means for the target. Pure. No record is at fault, so none is ever parked for it. */
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';

export function writeTrouble(thrown: unknown, folder: string): TargetTrouble {
  if (thrown instanceof TargetTrouble) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const why = code || (thrown instanceof Error ? thrown.message : String(thrown));
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new TargetTrouble('away', say('filesFolderAway', { folder }), {
      ...{ remedy: say('filesFolderAwayRemedy'), cause: thrown },
    });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new TargetTrouble('broken', say('filesNotAllowed', { folder, why }), {
      ...{ remedy: say('filesNotAllowedRemedy'), cause: thrown },
    });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new TargetTrouble('broken', say('filesNoRoom', { folder }), {
      ...{ remedy: say('filesFullRemedy'), cause: thrown },
    });
  return new TargetTrouble('away', say('filesBroke', { folder, why }), {
    ...{ remedy: say('filesFolderAwayRemedy'), cause: thrown },
  });
}
