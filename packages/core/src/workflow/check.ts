import type { WorkflowDefinition, WorkflowProblem } from './definition.ts';
import { contextSlots, listPlaceholders } from './fill.ts';
import { factsOf, type StepFacts } from './step.ts';

type Node = { id: string; index: number; facts: StepFacts; next: string[] };
type Graph = Map<string, Node>;

/** Everything wrong with a workflow that its schema cannot see; empty when it is sound. */
export function checkWorkflow(definition: WorkflowDefinition): WorkflowProblem[] {
  const nodes = definition.steps.map((step, index): Node => {
    const facts = factsOf(step);
    return { id: step.id, index, facts, next: Object.values(facts.targets) };
  });
  const graph: Graph = new Map(nodes.map((node) => [node.id, node]));
  const broken = [...findDoubles(nodes), ...findMissing(definition, nodes, graph)];
  if (broken.length > 0) return broken;
  return [...findDeadSteps(definition, graph), ...findSilentLoops(graph), ...findWrongSlots(nodes)];
}

const findDoubles = (nodes: Node[]): WorkflowProblem[] =>
  nodes.flatMap(({ id, index }) => {
    const first = nodes.findIndex((other) => other.id === id);
    return first === index ? [] : [{ path: ['steps', index, 'id'], message: `two steps have the id "${id}"` }];
  });

function findMissing({ start }: WorkflowDefinition, nodes: Node[], graph: Graph): WorkflowProblem[] {
  const missing = (id: string): string => `step "${id}" does not exist`;
  const fromSteps = nodes.flatMap((node) =>
    Object.entries(node.facts.targets).flatMap(([place, id]) =>
      graph.has(id) ? [] : [{ path: toPath(node, place), message: missing(id) }],
    ),
  );
  return graph.has(start) ? fromSteps : [{ path: ['start'], message: missing(start) }, ...fromSteps];
}

function findDeadSteps({ start }: WorkflowDefinition, graph: Graph): WorkflowProblem[] {
  const reached = reach([start], graph);
  return [...graph.values()].flatMap((node) => {
    const { id, index } = node;
    if (!reached.has(id)) return [{ path: ['steps', index, 'id'], message: `step "${id}" is never reached` }];
    const ends = [...reach([id], graph)].some((next) => graph.get(next)?.next.length === 0);
    return ends ? [] : [{ path: ['steps', index, 'id'], message: `step "${id}" leads to no end` }];
  });
}

/** Ids that can be reached from those given, themselves included. */
function reach(from: string[], graph: Graph): Set<string> {
  const reached = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(graph.get(id)?.next ?? []));
  }
  return reached;
}

/** A loop without a step that is sure to wait for the customer could run on for ever. */
function findSilentLoops(graph: Graph): WorkflowProblem[] {
  const passing: Graph = new Map([...graph].filter(([, { facts }]) => facts.waits !== 'always'));
  const looping = [...passing.values()].filter(({ id, next }) => reach(next, passing).has(id));
  return looping.map(({ id, index }) => ({
    path: ['steps', index, 'id'],
    message: `step "${id}" is in a loop in which no step is sure to wait for an answer`,
  }));
}

function findWrongSlots(nodes: Node[]): WorkflowProblem[] {
  const set = new Set([...contextSlots, ...nodes.flatMap(({ facts }) => Object.values(facts.setsSlots))]);
  return nodes.flatMap((node) => {
    const { texts, readsSlots, setsSlots } = node.facts;
    const used = [
      ...Object.entries(texts).flatMap(([place, text]) => listPlaceholders(text).map((slot) => [place, slot] as const)),
      ...Object.entries(readsSlots),
    ];
    const unknown = used.flatMap(([place, slot]) =>
      set.has(slot) ? [] : [{ path: toPath(node, place), message: `no step sets the slot "${slot}"` }],
    );
    const taken = Object.entries(setsSlots).flatMap(([place, slot]) =>
      contextSlots.has(slot)
        ? [{ path: toPath(node, place), message: `"${slot}" is filled in by Baton; choose another name` }]
        : [],
    );
    return [...unknown, ...taken];
  });
}

const toPath = ({ index }: Node, place: string): WorkflowProblem['path'] => [
  'steps',
  index,
  ...place.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
];
