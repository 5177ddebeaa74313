/** The bytes of a file: as they are, or as a function that starts them anew, so that an upload can be repeated. */
export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array> | (() => AsyncIterable<Uint8Array>);

export type MultipartPart =
  | { name: string; value: string }
  | { name: string; fileName: string; contentType?: string; content: FileContent };

export type MultipartBody = {
  contentType: string;
  body: Uint8Array | ReadableStream<Uint8Array>;
  isStream: boolean;
};

/** Whether the parts can be sent a second time: a stream that has been started cannot. */
export function isReplayable(parts: readonly MultipartPart[]): boolean {
  return parts.every((part) => 'value' in part || typeof part.content === 'function' || isWhole(part.content));
}

/** A multipart/form-data body. Parts in memory are joined; as soon as one is a stream the whole body streams, holding one chunk at a time. */
export function toMultipart(parts: readonly MultipartPart[], random: () => number): MultipartBody {
  const boundary = `baton-${Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 32).toString(36)).join('')}`;
  const contentType = `multipart/form-data; boundary=${boundary}`;
  const isStream = parts.some((part) => !('value' in part) && !isWhole(part.content));
  const chunks = generate(parts, boundary);
  if (isStream) return { contentType, body: toStream(chunks), isStream };
  const whole: Uint8Array[] = [];
  for (const part of parts) whole.push(toBytes(headOf(part, boundary)), wholeContent(part), toBytes('\r\n'));
  whole.push(toBytes(`--${boundary}--\r\n`));
  return { contentType, body: Buffer.concat(whole), isStream };
}

const isWhole = (content: FileContent): content is string | Uint8Array =>
  typeof content === 'string' || content instanceof Uint8Array;

const toBytes = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? Buffer.from(text, 'utf8') : text;

function wholeContent(part: MultipartPart): Uint8Array {
  if ('value' in part) return toBytes(part.value);
  return isWhole(part.content) ? toBytes(part.content) : new Uint8Array();
}

async function* generate(parts: readonly MultipartPart[], boundary: string): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    yield toBytes(headOf(part, boundary));
    if ('value' in part) yield toBytes(part.value);
    else if (isWhole(part.content)) yield toBytes(part.content);
    else yield* typeof part.content === 'function' ? part.content() : part.content;
    yield toBytes('\r\n');
  }
  yield toBytes(`--${boundary}--\r\n`);
}

function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return(undefined);
    },
  });
}

/** Names are escaped as browsers do, so that a file name cannot add a header or a part. */
function headOf(part: MultipartPart, boundary: string): string {
  const disposition = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(part.name)}"`;
  if ('value' in part) return `${disposition}\r\n\r\n`;
  const type = (part.contentType ?? 'application/octet-stream').replace(/[\r\n]/g, '');
  return `${disposition}; filename="${escapeName(part.fileName)}"\r\nContent-Type: ${type}\r\n\r\n`;
}

const escapeName = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
