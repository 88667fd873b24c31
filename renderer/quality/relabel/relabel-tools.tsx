/** What a pointer does, and what can be taken back. */
import { KeyButton } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { ZoomButtons } from '../part/part-pictures.tsx';
import type { Zoom } from '../part/use-zoom.ts';
import type { Tool } from './drawing.ts';
import type { Labels } from './labels.ts';
import type { RelabelActions } from './use-relabel-keys.ts';

export interface RelabelToolsProps {
  readonly tool: Tool;
  readonly isSizing: boolean;
  readonly labels: Labels;
  readonly actions: RelabelActions;
  readonly zoom: Zoom;
}

const tools = [
  { tool: 'choose', key: 'C' },
  { tool: 'box', key: 'B' },
  { tool: 'polygon', key: 'P' },
] as const;

export function RelabelTools({ tool, isSizing, labels, actions, zoom }: RelabelToolsProps) {
  const { t } = useWords();
  return (
    <div className="picture-keys-row" role="toolbar" aria-label={t('relabel.tools')}>
      {tools.map(({ tool: one, key }) => (
        <KeyButton key={one} keyName={key} shortcut={key} isPressed={tool === one} onPress={() => actions.setTool(one)}>
          {t(`relabelTool.${one}`)}
        </KeyButton>
      ))}
      <KeyButton keyName="A" shortcut="A" onPress={actions.addBox}>
        {t('relabel.addBox')}
      </KeyButton>
      <KeyButton keyName="T" shortcut="T" isPressed={isSizing} onPress={actions.toggleSizing}>
        {t('relabel.sizing')}
      </KeyButton>
      <KeyButton keyName="U" shortcut="U" onPress={actions.undo}>
        {t('relabel.undo', { count: labels.past.length })}
      </KeyButton>
      <KeyButton keyName="Y" shortcut="Y" onPress={actions.redo}>
        {t('relabel.redo', { count: labels.future.length })}
      </KeyButton>
      <KeyButton keyName="R" shortcut="R" onPress={actions.fromModel}>
        {t('relabel.fromModel')}
      </KeyButton>
      <ZoomButtons onZoom={(by) => zoom.step({ kind: 'zoom', by })} />
    </div>
  );
}
