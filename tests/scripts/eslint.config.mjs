// What the scripts may not do: what is surely a mistake. Types are looked at by tsc (tsconfig.json).
import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: { ...globals.browser, ...globals.serviceworker } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-implicit-globals': 'error',
      'no-unused-vars': ['error', { args: 'after-used' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  // Says what is missing where no module runs, in browsers of any age.
  { files: ['web/element/frame-guard.js'], rules: { 'no-var': 'off' } },
];
