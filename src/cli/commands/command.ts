import type { Command as Commander } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';

/** What a command gets: where to write, its options by name, its arguments in order. */
export interface CommandContext {
  readonly io: Io;
  /** As the command line gave them, untyped: each command reads its own. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly positional: readonly unknown[];
}

/** One command of the program: its words, its options, and what it does. */
export interface CommandDefinition {
  readonly name: string;
  readonly summary: string;
  /** Whole command lines that work as they stand in a clone. */
  readonly examples: readonly string[];
  /** Adds arguments and options; the common ones are added for all. */
  declare(command: Commander): void;
  run(context: CommandContext): Promise<ExitCode>;
}

/** An option as text, absent where it was not given. */
export const textOption = (context: CommandContext, name: string): string | undefined => {
  const value = context.options[name];
  return typeof value === 'string' ? value : undefined;
};

/** An option as number; throws never: the parser of the option has checked it. */
export const numberOption = (context: CommandContext, name: string): number | undefined => {
  const value = context.options[name];
  return typeof value === 'number' ? value : undefined;
};

export const flagOption = (context: CommandContext, name: string): boolean =>
  context.options[name] === true;

/** Positional argument as text; commander has refused the line where it is required and missing. */
export const textArgument = (context: CommandContext, index: number): string =>
  String(context.positional[index] ?? '');

/** A variadic argument as texts. */
export const textArguments = (context: CommandContext, index: number): string[] => {
  const value = context.positional[index];
  return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
};
