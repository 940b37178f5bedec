/**
 * value x factor as written figures multiply: 89002140.2451万 is 890021402451 and not ...451.0001.
 * Whole numbers multiply exactly as long as a double holds them.
 */
export const decimalProduct = (value: number, factor: number): number =>
  Number.isInteger(value) && Number.isInteger(factor)
    ? value * factor
    : Number((value * factor).toPrecision(15));
