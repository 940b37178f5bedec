/** What a workbook may cost before it is refused; a stranger's file is hostile until read. */
export interface WorkbookLimits {
  /** Size of the file. */
  readonly fileBytes: number;
  /** All parts unpacked, counted while unpacking, not as declared. */
  readonly unpackedBytes: number;
  /** Unpacked over packed bytes of one part, looked at beyond `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  readonly parts: number;
  /** Nesting of elements in one part. Office writes fewer than 40 levels. */
  readonly xmlDepth: number;
  /** Bounding box of one sheet. */
  readonly cellsPerSheet: number;
}

export const defaultWorkbookLimits: WorkbookLimits = {
  fileBytes: 200e6,
  unpackedBytes: 2e9,
  // Deflate cannot exceed about 1,032; repetitive sheets reach 30 to 60.
  ratio: 250,
  ratioFromBytes: 20e6,
  parts: 5000,
  xmlDepth: 200,
  cellsPerSheet: 20e6,
};
