import { rawTransport } from '../../../../src/edge/openai/index.ts';
import { transportContract } from './transport-contract.ts';

transportContract('raw', rawTransport);
