/** One way to spell or to spoil a value. */
export type Form<Value> = { name: string; value: Value };

/** A body as the sender wrote it and as something on the way could have left it. */
export function bodyForms(body: Buffer): Form<Buffer>[] {
  const flipped = Buffer.from(body);
  if (flipped.length > 0) flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
  return [
    { name: 'untouched', value: body },
    { name: 'one byte less', value: body.subarray(0, -1) },
    { name: 'half of it', value: body.subarray(0, body.length >> 1) },
    { name: 'nothing', value: Buffer.alloc(0) },
    { name: 'a line end more', value: Buffer.concat([body, Buffer.from('\n')]) },
    { name: 'a byte order mark', value: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) },
    { name: 'one bit flipped', value: flipped },
    { name: 'decoded and encoded as text', value: Buffer.from(body.toString('utf8')) },
    { name: 'written anew', value: writeAnew(body, (value) => JSON.stringify(value)) },
    { name: 'written anew with spaces', value: writeAnew(body, (value) => JSON.stringify(value, null, 2)) },
    { name: 'members in another order', value: writeAnew(body, (value) => JSON.stringify(turnRound(value))) },
    { name: 'twice', value: Buffer.concat([body, body]) },
  ];
}

/** A body that is no JSON can only be taken for something else. */
function writeAnew(body: Buffer, write: (value: unknown) => string): Buffer {
  try {
    return Buffer.from(write(JSON.parse(body.toString('utf8'))));
  } catch {
    return Buffer.from(JSON.stringify(body.toString('utf8')));
  }
}

const turnRound = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).reverse())
    : value;

/** A signature in its own spelling, and everything that looks like it. */
export function signatureForms(own: string, bytes: Buffer): Form<string>[] {
  const flip = (at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const isHex = own === bytes.toString('hex');
  const spell = (value: Buffer): string =>
    value.toString(isHex ? 'hex' : own === toUrlSafe(bytes) ? 'base64url' : 'base64');
  return [
    { name: 'as it is', value: own },
    { name: 'hex', value: bytes.toString('hex') },
    { name: 'HEX', value: bytes.toString('hex').toUpperCase() },
    { name: 'Base64', value: bytes.toString('base64') },
    { name: 'url-safe', value: toUrlSafe(bytes) },
    { name: 'url-safe with padding', value: bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_') },
    { name: 'Base64 of hex', value: Buffer.from(bytes.toString('hex')).toString('base64') },
    { name: 'hex of Base64', value: Buffer.from(bytes.toString('base64')).toString('hex') },
    { name: 'raw bytes', value: bytes.toString('latin1') },
    { name: 'upper case', value: own.toUpperCase() },
    { name: 'lower case', value: own.toLowerCase() },
    { name: 'no padding', value: own.replace(/=+$/, '') },
    { name: 'more padding', value: `${own}=` },
    { name: 'four characters of padding', value: `${own}====` },
    { name: 'loose bits at the end', value: loosen(own) },
    { name: 'space in front', value: ` ${own}` },
    { name: 'space behind', value: `${own} ` },
    { name: 'line end behind', value: `${own}\n` },
    { name: 'line end inside', value: `${own.slice(0, 20)}\n${own.slice(20)}` },
    { name: 'tab inside', value: `${own.slice(0, 20)}\t${own.slice(20)}` },
    { name: 'zero byte behind', value: `${own}\0` },
    { name: 'in quotes', value: `"${own}"` },
    { name: 'named', value: `sha256=${own}` },
    { name: 'percent signs', value: encodeURIComponent(`${own}+`) },
    { name: 'wide digits', value: own.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) },
    { name: 'twice', value: `${own}${own}` },
    { name: 'twice, parted by a comma', value: `${own}, ${own}` },
    { name: 'nothing', value: '' },
    { name: 'one character', value: own.slice(0, 1) },
    { name: 'one character less', value: own.slice(0, -1) },
    { name: 'four characters less', value: own.slice(0, -4) },
    { name: 'one byte less', value: spell(bytes.subarray(0, -1)) },
    { name: 'one byte more', value: spell(Buffer.concat([bytes, Buffer.alloc(1)])) },
    { name: 'a zero byte in front', value: spell(Buffer.concat([Buffer.alloc(1), bytes])) },
    { name: 'first bit', value: spell(flip(0)) },
    { name: 'last bit', value: spell(flip(bytes.length - 1)) },
    { name: 'zeros', value: spell(Buffer.alloc(bytes.length)) },
    { name: 'ones', value: spell(Buffer.alloc(bytes.length, 0xff)) },
    { name: 'turned round', value: spell(Buffer.from(bytes).reverse()) },
  ];
}

const toUrlSafe = (bytes: Buffer): string => bytes.toString('base64url');

/** The same bytes for a lenient reader: the last character's unused bits are set. */
function loosen(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bare = text.replace(/=+$/, '');
  const last = alphabet.indexOf(bare.slice(-1));
  return `${bare.slice(0, -1)}${alphabet[last ^ 1] ?? 'A'}${'='.repeat(text.length - bare.length)}`;
}

/** What senders send: plain, with letters outside ASCII, with nothing in it, not even text. */
export const bodies: readonly Form<Buffer>[] = [
  {
    name: 'JSON',
    value: Buffer.from('{"event":"conversation.created","entity":{"id":"904410000000381027","n":1.50}}'),
  },
  { name: 'letters', value: Buffer.from('{"text": "Grüße, señor \u{1f44b}", "x": "\\u00e9"}') },
  { name: 'a list', value: Buffer.from('[{"eventType":"Ticket_Update","payload":{"id":"401928000000512034"}}]\r\n') },
  { name: 'empty', value: Buffer.alloc(0) },
  { name: 'no text', value: Buffer.from([0, 0xff, 0xfe, 0x80, 0x0a, 0x00, 0xc3]) },
];
