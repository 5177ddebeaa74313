/** Writes a workspace into the lock file as npm would: its manifest, and the link by which the others find it. */
export function lockWorkspace(tree, folder) {
  const { name, version, license, dependencies } = JSON.parse(tree.read(`${folder}/package.json`));
  tree.editJson('package-lock.json', (lock) => {
    const packages = {
      ...lock.packages,
      [folder]: { name, version, license, ...(dependencies === undefined ? {} : { dependencies }) },
      [`node_modules/${name}`]: { resolved: folder, link: true },
    };
    const sorted = Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
    return { ...lock, packages: Object.fromEntries(sorted) };
  });
}
