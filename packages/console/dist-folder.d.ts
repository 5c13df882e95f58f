/** Where the built console is, once it was built: `index.html` and the hashed files in `assets/`. */
export const consoleFolder: string;
