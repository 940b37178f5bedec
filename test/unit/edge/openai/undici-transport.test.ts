import { undiciTransport } from '../../../../src/edge/openai/index.ts';
import { transportContract } from './transport-contract.ts';

transportContract('undici', undiciTransport);
