/** The longest address that SMTP carries. */
const lengthMax = 254;
/** What parts the members of a list or names a group in a mail's header. */
const listSigns = /[\s"(),:;<>[\]\\]/;

/** One e-mail address and no list or group of them, which a mail server would send to everybody in it. */
export const isMailAddress = (text: string): boolean =>
  text.length <= lengthMax && !listSigns.test(text) && /^[^@]+@[^@]+$/.test(text);

/** Whether a text has the form of several addresses, or of a name with one. */
export const isAddressList = (text: string): boolean =>
  text.includes('@') && (listSigns.test(text.trim()) || text.split('@').length > 2);
