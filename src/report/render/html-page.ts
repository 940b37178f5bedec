import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ReportDocument } from '../document/document.ts';
import { wordsOf } from '../words/index.ts';
import { renderHtml } from './html.ts';
import { reportScript } from './page-assets.ts';

/** The document as one HTML page in its own language. */
export const renderHtmlPage = (doc: ReportDocument): string =>
  renderHtml(doc, wordsOf(doc.lang), base64(sha256(utf8ToBytes(reportScript))));

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
