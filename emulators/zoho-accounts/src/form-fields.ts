import type { EmulatorRequest } from '@baton/emulator-kit';

/** The fields of a form in either encoding: Zoho's own SDK sends multipart/form-data to the token endpoint. */
export function formFields(request: EmulatorRequest): [string, string][] {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return [...request.form()];
  return request.rawBody
    .toString('utf8')
    .split(`--${boundary}`)
    .flatMap((part): [string, string][] => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      const name = /name="([^"]*)"/i.exec(head)?.[1];
      return name === undefined ? [] : [[name, rest.join('\r\n\r\n').replace(/\r\n$/, '')]];
    });
}
