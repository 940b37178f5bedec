import { z } from 'zod';

/** kebab-case identifier: appears in every report and in file names. */
export const identifier = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'a kebab-case identifier (a-z, 0-9, - and .)')
  .max(80);

export const positive = z.number().positive();
export const whole = z.number().int().nonnegative();
export const count = z.number().int().positive();
export const shareOfOne = z.number().min(0).max(1);
export const httpUrl = z.url({ protocol: /^https?$/, error: 'an http:// or https:// URL' });

/** A text in one or both report languages. */
export const bilingual = z.union([
  z.string().min(1),
  z.strictObject({ en: z.string().min(1), zh: z.string().min(1) }),
]);
