import { attempt, call, repeat } from './calls.ts';
import { chosenId, showList, watchChoice } from './choice.ts';
import { rowsOf, textOf } from './data.ts';
import { el, put } from './dom.ts';
import { readThread, type Thread, visitorName } from './thread.ts';
import { fillAgents, showHistory, statusName, threadEntry } from './thread-view.ts';

/** The inbox of the emulated HubSpot account: the person at the screen answers as one of its agents. */
const threads = '/__emulator/hubspot/threads';
const message = el('message', HTMLTextAreaElement);
const file = el('file', HTMLInputElement);
const agent = el('agent', HTMLSelectElement);
const assignee = el('assignee', HTMLSelectElement);

async function refresh(): Promise<void> {
  const [list, people] = await Promise.all([call(threads), call('/__emulator/state/hubspot/agents')]);
  const agents = rowsOf(people).map(({ id, name }) => ({ id: textOf(id), name: textOf(name) }));
  fillAgents('agent', agents, null);
  fillAgents(
    'assignee',
    agents.map(({ id, name }) => ({ id: `A-${id}`, name })),
    'Nobody',
  );
  const rows = rowsOf(list).map(readThread).sort(byNeed);
  showQueue(rows.filter(({ unread }) => unread > 0).length);
  const row = showList(rows, { id: ({ id }) => id, entry: threadEntry });
  if (row === undefined) return;
  const thread = readThread(await call(`${threads}/${encodeURIComponent(row.id)}`));
  if (chosenId() !== row.id) return;
  showThread(thread);
  if (thread.unread > 0 && document.visibilityState === 'visible') await tell('read');
}

/** Open ones first, and of those the one that was written in last. */
function byNeed(left: Thread, right: Thread): number {
  const order = { open: 0, closed: 1, archived: 2 } as const;
  return order[left.status] - order[right.status] || right.lastAt.localeCompare(left.lastAt);
}

function showQueue(count: number): void {
  put(el('queue'), count > 0 ? `${count} unread` : '');
  el('queue').dataset['status'] = 'waiting';
  const title = `${count > 0 ? `(${count}) ` : ''}HubSpot inbox · Baton`;
  if (document.title !== title) document.title = title;
}

function showThread(thread: Thread): void {
  const { visitor, isContact, inbox, status } = thread;
  put(el('chat-title'), visitorName(thread));
  const who = [isContact ? 'Contact' : 'Visitor', visitor.email, visitor.reachedBy, inbox];
  put(el('contact'), [...new Set(who)].filter((part) => part !== '').join(' · '));
  put(el('status'), statusName(thread));
  el('status').dataset['status'] = status;
  el('close').hidden = status !== 'open';
  el('reopen').hidden = status !== 'closed';
  if (document.activeElement !== assignee) assignee.value = thread.assignedTo;
  for (const part of [message, file, el('send', HTMLButtonElement), el('comment', HTMLButtonElement)])
    part.disabled = status !== 'open';
  showHistory(el('transcript'), thread);
}

const tell = (action: string, more: object = {}): Promise<unknown> =>
  call('/__emulator/hubspot/agent', { threadId: chosenId(), agentId: agent.value, action, ...more });

const act = (action: string, more: object = {}): Promise<void> =>
  attempt(async () => {
    await tell(action, more);
    await refresh();
  });

/** What the composer holds goes out, and it is emptied; it keeps everything when that fails. */
const write = (action: 'reply' | 'comment'): Promise<void> =>
  attempt(async () => {
    const text = message.value.trim();
    const files = await Promise.all([...(file.files ?? [])].map(readFile));
    if (text === '' && files.length === 0) return;
    await tell(action, { text, files });
    message.value = '';
    clearFile();
    await refresh();
    message.focus();
  });

function clearFile(): void {
  file.value = '';
  put(el('file-name'), '');
}

/** The file as the control call wants it: its content in Base64. */
function readFile(given: File): Promise<{ name: string; type: string; content: string }> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(new Error(`${given.name} cannot be read.`)));
    reader.addEventListener('load', () => {
      const address = typeof reader.result === 'string' ? reader.result : '';
      resolve({ name: given.name, type: given.type, content: address.slice(address.indexOf(',') + 1) });
    });
    reader.readAsDataURL(given);
  });
}

for (const action of ['close', 'reopen'] as const)
  el(action).addEventListener('click', () => {
    void act(action).then(() => el(action === 'close' ? 'transcript' : 'message').focus());
  });
assignee.addEventListener('change', () => {
  void (assignee.value === '' ? act('unassign') : act('assign', { assigneeId: assignee.value }));
});
el('comment').addEventListener('click', () => {
  void write('comment');
});
el('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  void write('reply');
});
message.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  void write('reply');
});
file.addEventListener('change', () => put(el('file-name'), file.files?.[0]?.name ?? ''));

watchChoice(async () => {
  message.value = '';
  clearFile();
  await refresh();
});
repeat(refresh, 800);
