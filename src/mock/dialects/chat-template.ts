import type { ChatCall } from './contract.ts';

/** The prompt in the ChatML form: a line for each role, tools in the first message. */
export function chatMl(call: ChatCall): string {
  const tools =
    call.tools.length === 0
      ? ''
      : `# Tools\n<tools>\n${call.tools.map((tool) => tool.text).join('\n')}\n</tools>\n`;
  const parts = call.messages.map((message, index) => {
    const calls = (message.toolCalls ?? []).map((c) => `\n${c.name} ${c.arguments}`).join('');
    return `<|im_start|>${message.role}\n${index === 0 ? tools : ''}${message.content}${calls}<|im_end|>\n`;
  });
  return `${parts.join('')}<|im_start|>assistant\n`;
}
