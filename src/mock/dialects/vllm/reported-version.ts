import type { BoxView } from '../../box/index.ts';

/** The release that `current` stands for. */
const NEWEST = '0.19.0';

/** What the server says its version is, which a patched engine may lie about. */
export function reportedVersion(box: BoxView): string {
  const lie = box.settings.lies.find((l) => l.kind === 'patched-engine');
  const { version } = box.settings.dialect;
  return lie?.reportedVersion ?? (version === 'current' ? NEWEST : version);
}
