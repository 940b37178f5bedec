declare const unit: unique symbol;

/** A number that carries its unit in the type, so that tokens are never added to milliseconds. */
export type Quantity<U extends string> = number & { readonly [unit]: U };

export type Ms = Quantity<'ms'>;
export type Us = Quantity<'us'>;
export type Tokens = Quantity<'tokens'>;
export type PerS = Quantity<'per s'>;
export type Share = Quantity<'share 0..1'>;
export type Cny = Quantity<'CNY'>;
export type Bytes = Quantity<'bytes'>;

/** Gives a plain number its unit; the only place where a unit is asserted. */
export const quantity = <U extends string>(n: number): Quantity<U> => n as Quantity<U>;

export const ms = (n: number): Ms => quantity(n);
export const us = (n: number): Us => quantity(n);
export const tokens = (n: number): Tokens => quantity(n);
export const perS = (n: number): PerS => quantity(n);
export const share = (n: number): Share => quantity(n);
export const cny = (n: number): Cny => quantity(n);
export const bytes = (n: number): Bytes => quantity(n);
