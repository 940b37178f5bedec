/** A model: dimensions from its published configuration, and the counts that follow from them. */
export type Model = DenseModel | MoeModel;

interface ModelBase {
  readonly id: string;
  /** Name on the public model hub. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  /** Longest context of the configuration, in tokens. */
  readonly maxPositions: number;
  readonly attention: 'MHA' | 'GQA' | 'MLA';
  /** Present where `attention` is MLA. */
  readonly mla?: MlaDimensions;
  /** So many of the layers look back over `window` tokens only. */
  readonly slidingWindow?: { readonly window: number; readonly layers: number };
  readonly totalParams: number;
  readonly activeParams: number;
  /** Active parameters without the input embedding: 2 FLOPs each per token. */
  readonly matmulParamsPerToken: number;
  /** Cached numbers per token over all layers; MLA in its absorbed form. */
  readonly kvElementsPerToken: number;
  readonly kvBytesPerToken: { readonly bf16: number; readonly fp8: number };
  /** Billions of parameters as the maker states them. */
  readonly published?: { readonly totalB: number; readonly activeB?: number };
  /** Precision in which the weights are published; absent where the source does not name it. */
  readonly nativePrecision?: 'fp8' | 'mxfp4';
  readonly nativeDtype?: string;
  readonly source: string;
  readonly notes?: string;
}

export interface DenseModel extends ModelBase {
  readonly arch: 'dense';
  readonly ffn: number;
  readonly tiedEmbeddings: boolean;
}

export interface MoeModel extends ModelBase {
  readonly arch: 'moe';
  readonly moe: {
    /** Leading layers with an ordinary feed-forward block of width `denseFfn`. */
    readonly denseLayers: number;
    readonly denseFfn: number;
    /** Routed experts per layer, and how many of them a token visits. */
    readonly experts: number;
    readonly topK: number;
    readonly sharedExperts: number;
    readonly expertFfn: number;
    readonly paramsPerExpertPerLayer: number;
  };
}

/** Multi-head latent attention: the cache holds kvLoraRank + qkRopeHeadDim numbers per layer and token. */
export interface MlaDimensions {
  readonly qLoraRank: number;
  readonly kvLoraRank: number;
  readonly qkNopeHeadDim: number;
  readonly qkRopeHeadDim: number;
  readonly vHeadDim: number;
  /** What an engine caches that does not absorb the projections. */
  readonly nonAbsorbedKvElementsPerToken: number;
}
