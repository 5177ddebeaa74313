export type ConnectFlags = { config?: string; redirect: string; inbox?: string; again?: boolean };
export type PruneFlags = { config?: string; yes?: boolean };
