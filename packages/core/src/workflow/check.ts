import { listTargets, type WorkflowDefinition, type WorkflowStep } from './definition.ts';

/** Everything wrong with a workflow that its schema cannot see; empty when it is sound. */
export function checkWorkflow(definition: WorkflowDefinition): string[] {
  const byId = new Map(definition.steps.map((step) => [step.id, step]));
  const problems: string[] = [];
  if (byId.size !== definition.steps.length) problems.push('two steps share an id');
  for (const target of [definition.start, ...definition.steps.flatMap(listTargets)]) {
    if (!byId.has(target)) problems.push(`step "${target}" does not exist`);
  }
  if (problems.length > 0) return problems;
  const reached = reach(definition.start, byId);
  for (const step of definition.steps) if (!reached.has(step.id)) problems.push(`step "${step.id}" is never reached`);
  for (const id of reached) {
    const ends = [...reach(id, byId)].some((next) => listTargets(find(byId, next)).length === 0);
    if (!ends) problems.push(`step "${id}" leads to no end`);
  }
  for (const step of definition.steps)
    if (loopsSilently(step, byId)) problems.push(`step "${step.id}" loops without asking`);
  return [...problems, ...checkSlots(definition)];
}

const asking = new Set<WorkflowStep['kind']>(['ask', 'choose', 'confirm', 'instruct', 'verify']);

function reach(from: string, byId: Map<string, WorkflowStep>): Set<string> {
  const reached = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...listTargets(find(byId, id)));
  }
  return reached;
}

function loopsSilently(step: WorkflowStep, byId: Map<string, WorkflowStep>): boolean {
  const seen = new Set<string>();
  const open = asking.has(step.kind) ? [] : listTargets(step);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === step.id) return true;
    const next = find(byId, id);
    if (seen.has(id) || asking.has(next.kind)) continue;
    seen.add(id);
    open.push(...listTargets(next));
  }
  return false;
}

function checkSlots(definition: WorkflowDefinition): string[] {
  const known = new Set(['customer-name', 'customer-email', 'assurance']);
  for (const step of definition.steps) {
    if (step.kind === 'ask' || step.kind === 'choose' || step.kind === 'confirm') known.add(step.slot);
  }
  return definition.steps.flatMap((step) =>
    listTemplates(step).flatMap((slot) =>
      known.has(slot) ? [] : [`step "${step.id}" uses the unknown slot "${slot}"`],
    ),
  );
}

const listTemplates = (step: WorkflowStep): string[] =>
  [...JSON.stringify(step).matchAll(/\{\{([a-z0-9-]+)\}\}/g)].map((match) => match[1] ?? '');

function find(byId: Map<string, WorkflowStep>, id: string): WorkflowStep {
  const step = byId.get(id);
  if (step === undefined) throw new TypeError(`no step ${id}`);
  return step;
}
