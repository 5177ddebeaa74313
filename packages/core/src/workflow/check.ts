import type { WorkflowDefinition } from './definition.ts';
import { contextSlots, listPlaceholders } from './fill.ts';
import type { WorkflowProblem } from './problems.ts';
import { factsOf, kindsThatWait, type StepFacts } from './step.ts';

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

const problemOf = ({ index }: Node, place: string, [message, fix]: [string, string]): WorkflowProblem => ({
  path: ['steps', index, ...place.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))],
  message,
  fix,
});

const findDoubles = (nodes: Node[]): WorkflowProblem[] =>
  nodes.flatMap((node) => {
    const first = nodes.findIndex(({ id }) => id === node.id);
    if (first === node.index) return [];
    return [problemOf(node, 'id', [`two steps have the id "${node.id}"`, 'Give one of them another id.'])];
  });

function findMissing({ start }: WorkflowDefinition, nodes: Node[], graph: Graph): WorkflowProblem[] {
  const missing = (id: string): [string, string] => [`step "${id}" does not exist`, 'Correct the id, or add the step.'];
  const fromSteps = nodes.flatMap((node) =>
    Object.entries(node.facts.targets).flatMap(([place, id]) =>
      graph.has(id) ? [] : [problemOf(node, place, missing(id))],
    ),
  );
  if (graph.has(start)) return fromSteps;
  const [message, fix] = missing(start);
  return [{ path: ['start'], message, fix }, ...fromSteps];
}

function findDeadSteps({ start }: WorkflowDefinition, graph: Graph): WorkflowProblem[] {
  const reached = reach([start], graph);
  return [...graph.values()].flatMap((node) => {
    if (!reached.has(node.id))
      return [problemOf(node, 'id', [`step "${node.id}" is never reached`, 'Let a step lead to it, or delete it.'])];
    const ends = [...reach([node.id], graph)].some((next) => graph.get(next)?.next.length === 0);
    if (ends) return [];
    return [problemOf(node, 'id', [`step "${node.id}" leads to no end`, 'Let it come to an end or to a handoff.'])];
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
  return [...passing.values()]
    .filter(({ id, next }) => reach(next, passing).has(id))
    .map((node) =>
      problemOf(node, 'id', [
        `step "${node.id}" is in a loop in which no step is sure to wait for an answer`,
        `Put a question (${kindsThatWait.join(', ')}) into the loop.`,
      ]),
    );
}

function findWrongSlots(nodes: Node[]): WorkflowProblem[] {
  const set = new Set(nodes.flatMap(({ facts }) => Object.values(facts.setsSlots)));
  return nodes.flatMap((node) => {
    const { texts, readsSlots, setsSlots } = node.facts;
    const used = [
      ...Object.entries(texts).flatMap(([place, text]) => listPlaceholders(text).map((slot) => [place, slot] as const)),
      ...Object.entries(readsSlots),
    ];
    const unknown = used.filter(([, slot]) => !set.has(slot) && !contextSlots.has(slot));
    const taken = Object.entries(setsSlots).filter(([, slot]) => contextSlots.has(slot));
    const known = `There are: ${[...set, ...contextSlots].join(', ')}.`;
    return [
      ...unknown.map(([place, slot]) => problemOf(node, place, [`no step sets the slot "${slot}"`, known])),
      ...taken.map(([place, slot]) =>
        problemOf(node, place, [`the slot "${slot}" is filled in by Baton`, 'Choose another name.']),
      ),
    ];
  });
}
