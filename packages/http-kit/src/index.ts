export { ClientError, type ClientErrorCode } from './client-error.ts';
export { createHttp, type Http, type HttpRequest, type HttpResponse, readRetryAfter } from './http.ts';
export { parseJson } from './parse-json.ts';
