import type { ChatMessage, ToolCall } from '../../base/index.ts';
import type { ChatCall, ToolSchema } from './contract.ts';

/** The members of a JSON object, or nothing. */
export type Members = Readonly<Record<string, unknown>>;

/** A JSON object, or undefined. */
export function parseObject(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** Messages, or undefined where they are missing or of another shape. */
export function messagesOf(body: Members): readonly ChatMessage[] | undefined {
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0) return undefined;
  const read = messages.map((message: unknown) =>
    isObject(message) ? messageOf(message) : undefined,
  );
  return read.every((message) => message !== undefined) ? read : undefined;
}

function messageOf(message: Members): ChatMessage | undefined {
  const role = (['system', 'user', 'assistant', 'tool'] as const).find(
    (r) => r === message['role'],
  );
  if (role === undefined) return undefined;
  const toolCallId = message['tool_call_id'];
  const toolCalls = Array.isArray(message['tool_calls'])
    ? message['tool_calls'].filter(isObject).map(toolCallOf)
    : [];
  return {
    role,
    content: contentOf(message['content']),
    ...(typeof toolCallId === 'string' ? { toolCallId } : {}),
    ...(toolCalls.length > 0 ? { toolCalls } : {}),
  };
}

function toolCallOf(call: Members): ToolCall {
  const fn = isObject(call['function']) ? call['function'] : {};
  return {
    id: String(call['id'] ?? ''),
    name: String(fn['name'] ?? ''),
    arguments: String(fn['arguments'] ?? ''),
  };
}

/** Content is a text or a list of text parts. */
function contentOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) =>
      isObject(part) && typeof part['text'] === 'string' ? part['text'] : '',
    )
    .join('\n');
}

function toolsOf(body: Members): readonly ToolSchema[] {
  const { tools } = body;
  if (!Array.isArray(tools) || body['tool_choice'] === 'none') return [];
  return tools.filter(isObject).map((tool) => {
    const fn = isObject(tool['function']) ? tool['function'] : {};
    const parameters = isObject(fn['parameters']) ? fn['parameters'] : {};
    const { required } = parameters;
    return {
      name: String(fn['name'] ?? ''),
      text: JSON.stringify(tool),
      callable: !Array.isArray(required) || required.length === 0,
    };
  });
}

/** The parts of a chat body that all servers share; the dialect adds what it reads in its own way. */
export function chatCall(body: Members, messages: readonly ChatMessage[]): ChatCall {
  const options = isObject(body['stream_options']) ? body['stream_options'] : {};
  const maxTokens = numberOf(body['max_completion_tokens']) ?? numberOf(body['max_tokens']);
  const stop = body['stop'];
  return {
    model: typeof body['model'] === 'string' ? body['model'] : '',
    messages,
    tools: toolsOf(body),
    stream: body['stream'] === true,
    includeUsage: options['include_usage'] === true,
    continuousUsage: options['continuous_usage_stats'] === true,
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ignoreEos: body['ignore_eos'] === true,
    stop: typeof stop === 'string' ? [stop] : Array.isArray(stop) ? stop.map(String) : [],
    temperature: numberOf(body['temperature']) ?? 1,
    priority: numberOf(body['priority']) ?? 0,
  };
}
