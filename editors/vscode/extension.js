// Starts `valk-codemod lsp` for Valk files, shows its explanations as documents, and asks for the reason
// of a suppression. All changes go through the editor's own preview.

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const EXPLAIN = "valk-codemod.explain";
const SCHEME = "valk-codemod";

let client;

exports.activate = async (context) => {
  const settings = vscode.workspace.getConfiguration("valk-codemod");
  const [command, ...args] = settings.get("command");
  const explanations = new Map();
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: ({ path }) => explanations.get(path),
    }),
    vscode.commands.registerCommand("valk-codemod.askReason", askReason),
  );
  client = new LanguageClient(
    "valk-codemod",
    "valk-codemod",
    { command, args, transport: TransportKind.stdio },
    {
      documentSelector: [{ scheme: "file", language: "valk" }],
      initializationOptions: {
        besideValk: settings.get("besideValk"),
        showsExplanations: true,
        asksReason: true,
      },
      middleware: {
        executeCommand: async (name, given, next) => {
          const text = await next(name, given);
          if (name === EXPLAIN && typeof text === "string") {
            const path = `${given[0]}.txt`;
            explanations.set(path, text);
            const uri = vscode.Uri.from({ scheme: SCHEME, path });
            await vscode.window.showTextDocument(uri, { preview: true });
          }
          return text;
        },
      },
    },
  );
  await client.start();
};

exports.deactivate = () => client?.stop();

async function askReason(uri, { line, character }) {
  const reason = await vscode.window.showInputBox({ prompt: "Why is it all right?" });
  if (reason) {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(vscode.Uri.parse(uri), new vscode.Position(line, character), reason);
    await vscode.workspace.applyEdit(edit);
  }
}
