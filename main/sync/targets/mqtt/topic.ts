/** The topic at which a message is published, from the settings' template. Pure. */
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';

/** MQTT 5.0, 4.7.3. */
const longestTopicBytes = 65_535;

/** @throws TargetTrouble when nothing can be published there. */
export function topicFor(template: string, values: Readonly<Record<string, string>>): string {
  const topic = template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : levelOf(value);
  });
  // Wildcards are for subscribing, and what begins with $ is the broker's own (4.7.1, 4.7.2).
  const isWrong = topic === '' || /[+#\0]/.test(topic) || topic.startsWith('$');
  if (isWrong || Buffer.byteLength(topic) > longestTopicBytes)
    throw new TargetTrouble('broken', say('mqttTopicWrong', { topic }), { remedy: say('mqttTopicWrongRemedy') });
  return topic;
}

/** A name as one level of a topic. */
export function levelOf(name: string): string {
  return name.replaceAll(/[/+#\0]/g, '-');
}

/**
 * The client id of a station that was given none: letters and digits only, which every broker takes (3.1.3.1).
 * @returns the same for the same name, so that two stations with one name are noticed
 */
export function clientIdOf(stationName: string): string {
  const plain = stationName
    .normalize('NFKD')
    .replaceAll(/[^0-9A-Za-z]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  // A name without any such letter (in Chinese, say) keeps its own: brokers may take it, and it must not become another's.
  return `sightline-${plain === '' ? levelOf(stationName) : plain}`;
}
