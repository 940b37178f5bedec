/**
 * A doubt that stands at the number it concerns. `code` is stable (kebab-case) and is what tests and
 * scripts rely on; the words in English and Chinese are made in `report` from code and values.
 */
export interface Warning {
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export const warning = (
  code: string,
  values?: Readonly<Record<string, string | number>>,
): Warning => (values === undefined ? { code } : { code, values });
