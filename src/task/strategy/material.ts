import { canonicalJson, type WorkbookContent } from '../../base/index.ts';
import type { GradedScenario, Serialisation } from '../../spec/index.ts';
import { schemaMaterial } from '../prompt/question.ts';
import { type SheetTable, serialiseTables, sheetTables } from '../serialise/index.ts';

/** What the scenario's data came to, as brought by the caller through its ports. */
export interface TaskMaterial {
  /** Of an excel scenario. */
  readonly workbook?: WorkbookContent | undefined;
  /** Of an sql scenario: the DDL to show. */
  readonly schemaDdl?: string | undefined;
}

/** The sheets that a scenario puts before the model; none without a workbook. */
export function materialTables(
  scenario: GradedScenario,
  material: TaskMaterial,
): readonly SheetTable[] {
  if (material.workbook === undefined) return [];
  const { data } = scenario;
  const only = data !== undefined && 'workbook' in data ? data.sheets : undefined;
  return sheetTables(material.workbook, only);
}

/** The scenario's data as prompt text: sheets, a schema, a text, or nothing. */
export function materialText(
  scenario: GradedScenario,
  material: TaskMaterial,
  serialisation: Serialisation,
): string {
  const { data, language } = scenario;
  if (material.workbook !== undefined) {
    const text = workbookText(scenario, material.workbook, serialisation);
    if (text !== '') return text;
  }
  if (data === undefined) return '';
  if ('text' in data) return data.text;
  if ('engine' in data && material.schemaDdl !== undefined)
    return schemaMaterial(material.schemaDdl, data.engine, language);
  return '';
}

/**
 * Texts of workbooks, by sheets and serialisation: every task of a scenario shows the same one, and
 * writing it anew stands between the end of one request and the sending of the next.
 */
const written = new WeakMap<WorkbookContent, Map<string, string>>();

function workbookText(
  scenario: GradedScenario,
  workbook: WorkbookContent,
  serialisation: Serialisation,
): string {
  const { data } = scenario;
  const only = data !== undefined && 'workbook' in data ? data.sheets : undefined;
  const key = canonicalJson([serialisation, only ?? null]);
  const texts = written.get(workbook) ?? new Map<string, string>();
  written.set(workbook, texts);
  const text = texts.get(key) ?? serialiseTables(sheetTables(workbook, only), serialisation);
  texts.set(key, text);
  return text;
}
