import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkWorkflow } from './check.ts';
import { parseWorkflow } from './definition.ts';
import { runScenario, scenarioFile } from './scenario.ts';

const folder = new URL('../../../../workflows/', import.meta.url);
const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'));
const scenarioNames = readdirSync(folder).filter((name) => name.endsWith('.scenario.yaml'));

describe.each(scenarioNames)('%s', (name) => {
  const file = name.replace('.scenario', '');
  const definition = parseWorkflow(read(file), file);
  const { scenarios } = scenarioFile.parse(read(name));

  it('belongs to a sound workflow', () => {
    expect(checkWorkflow(definition)).toEqual([]);
  });

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    expect(runScenario(definition, scenario)).toEqual([]);
  });

  it('finds a planted wrong expectation', () => {
    const [scenario] = scenarios;
    const planted = {
      ...scenario,
      name: 'planted',
      customer: scenario?.customer ?? { name: 'x', email: null },
      steps: [{ start: 'x', says: 'words nobody says' }],
    };
    expect(runScenario(definition, planted)).toHaveLength(1);
  });
});
