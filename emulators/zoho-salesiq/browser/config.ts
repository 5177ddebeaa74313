/** What the brand has set. */
type Config = { brand: string; color: string; position: string; greeting: string };

/** The emulator writes these two in front of the script. */
declare const CONFIG: Config;
declare const STYLE: string;

export const config: Config = CONFIG;
export const style: string = STYLE;

const { currentScript } = document;
const address = currentScript instanceof HTMLScriptElement ? currentScript.src : '';

/** Where this script came from; its calls go there. */
export const { origin } = new URL(address || location.href);
