import { flatSettings } from '../config/groups/flat.ts';
import type { Vendor } from './vendor.ts';

export const flat: Vendor = { name: 'flat', groups: [flatSettings], parts: [], check: () => [] };
