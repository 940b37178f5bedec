/**
 * The planted law of a box in plain figures of the whole box: what a step costs follows from these
 * and from nothing else. Written to the truth file as it stands here.
 */
export interface HardwareLaw {
  /** Of what each step reads: attention, shared experts, dense layers, embeddings. */
  readonly denseWeightBytes: number;
  /** Of all routed experts together; 0 for a dense model. */
  readonly expertWeightBytes: number;
  readonly experts: number;
  readonly expertsPerToken: number;
  /** FLOPs of the matrix products for one token (2 x matmul parameters). */
  readonly flopsPerToken: number;
  /** FLOPs of attention for one (token, context token) pair, all layers: 4 x layers x heads x head size. */
  readonly attentionFlopsPerPair: number;
  /** Read by one decode for each context token, all copies of it on the GPUs counted once. */
  readonly kvBytesPerToken: number;
  readonly peakFlops: number;
  readonly bandwidthBytesPerS: number;
  readonly mfuPrefill: number;
  readonly mfuDecode: number;
  readonly mbuDecode: number;
  readonly mbuKv: number;
  readonly stepOverheadMs: number;
  readonly layerOverheadUs: number;
  readonly sequenceOverheadUs: number;
  readonly requestOverheadMs: number;
  readonly gpus: number;
  readonly layers: number;
  readonly hidden: number;
  readonly allReduceUs: number;
  readonly linkBytesPerS: number;
  readonly jitter: number;
  readonly timeScale: number;
  /** Tokens whose keys and values fit into what the weights leave. */
  readonly kvTokens: number;
  readonly memoryBytes: number;
  readonly weightBytes: number;
  readonly tdpW: number;
}
