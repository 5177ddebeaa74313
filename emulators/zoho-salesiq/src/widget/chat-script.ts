/** The visitor's side of the widget script: what is stored in the tab, the calls to the emulator, and what changed in the chat. */
export const CHAT_SCRIPT = `
const choice = { department: '', question: '', tellsOffline: true };
const stored = () => { try { return JSON.parse(sessionStorage.getItem('zsiq') || '{}'); } catch { return {}; } };
const session = { conversation: '', userId: 'web-' + Math.random().toString(36).slice(2), ...stored() };
Object.assign(person, session.person || {});
const keep = () => {
  try { sessionStorage.setItem('zsiq', JSON.stringify({ ...session, person })); } catch { /* A page may forbid storage. */ }
};
const who = () => ({ ...person, ...(person.email ? {} : { user_id: session.userId }) });

/** A plain text body, so that the browser asks no permission before a call to another origin. */
const send = async (path, body) => {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(body) };
  const answer = await fetch(ORIGIN + '/__emulator/widget/' + path, { ...init, credentials: 'omit' });
  const data = await answer.json();
  if (answer.ok) return data;
  throw Object.assign(new Error(data.detail || 'The chat answered ' + answer.status + '.'), { status: answer.status });
};
const complain = (error) => showProblem(error.message);

let greeted = null;
const land = () => {
  greeted = greeted || send('land', { visitor: who() })
    .then(({ replies, suggestions }) => showGreeting(replies, suggestions))
    .catch(complain);
};

/** What the page was told of already; null until the chat was looked at for the first time. */
let seen = null;
const look = ({ messages, status, transfers, operator, typing }) => ({ messages: messages.length, status, transfers, operator, typing });
const fresh = () => look({ messages: [], status: 'bot', transfers: 0, operator: null, typing: null });
const details = (chat) => ({ ...person, chat_id: chat.conversation_id, question: chat.question, department: chat.department, attender: chat.operator });
const isOver = (status) => status === 'closed' || status === 'missed';

const notice = (chat) => {
  const id = chat.conversation_id;
  const before = seen;
  seen = look(chat);
  if (!before) return;
  const isAttended = chat.status === 'connected';
  if (isAttended && before.status !== 'connected') emit('chat.attend', id, details(chat));
  if (chat.transfers > before.transfers) emit('chat.transferchat', id, details(chat));
  if (isAttended && before.status === 'connected' && chat.operator !== before.operator) emit('chat.accepttransfer', id, details(chat));
  for (const message of chat.messages.slice(before.messages).filter(({ sender }) => sender !== 'visitor')) {
    if (message.sender === 'operator') emit('chat.agentMessage', id, { ...details(chat), message: message.text });
    emit('message.received', { id: message.id, sender: message.sender, name: message.name, text: message.text, time: message.time });
  }
  if (chat.typing && chat.typing !== before.typing) emit('operator.typing', chat.typing);
  if (!isOver(before.status) && isOver(chat.status)) {
    if (chat.status === 'missed') emit('visitor.offlineMessage', id, details(chat));
    emit('chat.end', id);
  }
};

let asking = 0;
let polling = null;
const refresh = async () => {
  if (!session.conversation) return;
  const id = session.conversation;
  try {
    const chat = await send('chat/' + encodeURIComponent(id));
    if (session.conversation !== id) return;
    notice(chat);
    showChat(chat, asking > 0);
  } catch (error) {
    if (error.status !== 404) throw error;
    session.conversation = '';
    seen = null;
    keep();
  }
};
const poll = () => {
  clearTimeout(polling);
  polling = setTimeout(() => refresh().catch(complain).finally(poll), 700);
};

const say = async (text) => {
  asking += 1;
  showSending(text);
  const isFirst = !session.conversation;
  const sent = { visitor: who(), text, department: choice.department, ...(isFirst ? {} : { conversation: session.conversation }) };
  try {
    showProblem('');
    const answer = await send('message', sent);
    if (isFirst) {
      session.conversation = answer.conversation_id;
      keep();
      seen = fresh();
      emit('visitor.chat', answer.conversation_id, { ...person, chat_id: answer.conversation_id, question: text });
      emit('chat.start', answer.conversation_id);
    } else if (seen && isOver(seen.status)) seen = { ...seen, status: 'bot' };
  } catch (error) { complain(error); } finally {
    asking -= 1;
    await refresh().catch(complain);
    poll();
  }
};
const endChat = () => send('end', { conversation: session.conversation }).then(refresh).catch(complain);
const rate = (rating) => send('rate', { conversation: session.conversation, rating }).then(() => showThanks()).catch(complain);
`;
