/** Removes secrets from text and cuts it to what a record may hold. */
export type Redact = (text: string) => string;

/** @param secrets values that must appear in no message; those shorter than 4 characters are left. */
export function redaction(secrets: readonly (string | undefined)[]): Redact {
  const known = secrets
    .filter((secret): secret is string => secret !== undefined && secret.length >= shortestSecret)
    // The longest first: a secret inside another must not leave the rest of the longer one behind.
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.split(secret).join('[redacted]');
    return clean.length > longestMessage ? `${clean.slice(0, longestMessage - 1)}…` : clean;
  };
}

const shortestSecret = 4;
/** record/outcome.ts: "cut to 300 characters". */
const longestMessage = 300;
