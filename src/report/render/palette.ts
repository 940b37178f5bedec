/** Okabe-Ito colours, told apart by marker as well; the same index is the same box everywhere. */
export const boxColours = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#E69F00',
  '#56B4E9',
  '#000000',
] as const;

export const boxMarkers = [
  'circle',
  'rect',
  'triangle',
  'diamond',
  'roundRect',
  'pin',
  'arrow',
] as const;

const around = <V>(list: readonly [V, ...V[]], index: number): V =>
  list[index % list.length] ?? list[0];

export const colourOf = (box: number): string => around(boxColours, box);
export const markerOf = (box: number): string => around(boxMarkers, box);
