import { act, call, textOf } from './api.ts';
import { isMine, showAllowed } from './chat.ts';
import { attempt, el, part } from './dom.ts';
import { state } from './state.ts';

const typingEveryMs = 4_000;

/** Where the agent writes: Enter sends, Shift+Enter begins a line. */
export function watchComposer(): void {
  const form = el('composer', HTMLFormElement);
  const text = el('text', HTMLTextAreaElement);
  const file = el('file', HTMLInputElement);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => send(text, file));
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  let toldAt = 0;
  text.addEventListener('input', () => {
    if (state.chosen === null || !isMine() || kindOf() !== 'messages' || Date.now() - toldAt < typingEveryMs) return;
    toldAt = Date.now();
    const path = `chats/${encodeURIComponent(state.chosen)}/typing`;
    attempt(async () => {
      await call('POST', path);
    });
  });
  form.addEventListener('change', () => {
    showAllowed();
    part('file-name').textContent = file.files?.[0]?.name ?? '';
  });
}

function kindOf(): string {
  const kind = el('composer', HTMLFormElement).elements.namedItem('kind');
  return kind instanceof RadioNodeList ? kind.value : 'messages';
}

async function send(text: HTMLTextAreaElement, file: HTMLInputElement): Promise<void> {
  const { chosen } = state;
  const written = text.value.trim();
  const picked = file.files?.[0];
  if (chosen === null || (written === '' && picked === undefined)) return;
  if (kindOf() === 'notes') {
    await act(chosen, 'notes', { text: written });
  } else {
    const files = picked === undefined ? [] : [await upload(chosen, picked)];
    await act(chosen, 'messages', { text: written, files });
    file.value = '';
    part('file-name').textContent = '';
  }
  if (text.value.trim() === written) text.value = '';
}

async function upload(chatId: string, file: File): Promise<string> {
  const path = `chats/${encodeURIComponent(chatId)}/files?name=${encodeURIComponent(file.name)}`;
  return textOf((await call('POST', path, { file, key: crypto.randomUUID() }))['id']);
}
