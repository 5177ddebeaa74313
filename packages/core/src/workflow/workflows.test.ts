import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkWorkflow } from './check.ts';
import { parseWorkflow } from './definition.ts';
import { playScenario, readScenarios } from './scenario.ts';

const folder = new URL('../../../../workflows/', import.meta.url);
const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'));
const workflows = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.scenario.yaml'))
  .map((name) => parseWorkflow(read(name), name));
const scenarioNames = readdirSync(folder).filter((name) => name.endsWith('.scenario.yaml'));

describe.each(scenarioNames)('%s', (name) => {
  const file = name.replace('.scenario', '');
  const definition = parseWorkflow(read(file), file);
  const reading = readScenarios(read(name));
  if (reading.type === 'refused') throw new TypeError(JSON.stringify(reading.problems));
  const { workflow, scenarios } = reading.file;

  it('belongs to a sound workflow', () => {
    expect(checkWorkflow(definition)).toEqual([]);
    expect(workflow).toBe(definition.name);
  });

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    expect(playScenario(workflow, scenario, workflows)).toEqual([]);
  });

  it('finds a planted wrong expectation in each scenario', () => {
    for (const scenario of scenarios) {
      const [first, ...others] = scenario.steps;
      const planted = { ...scenario, steps: [{ ...first, says: 'words nobody says' }, ...others] };
      expect(playScenario(workflow, planted, workflows)).toEqual([
        { path: ['steps', 0, 'says'], message: expect.stringContaining('words nobody says'), fix: expect.any(String) },
      ]);
    }
  });
});
