//! The stories of the documentation, run as they stand there: their blocks in one bash, against the binary, on an empty
//! database.

use std::{fs, net::TcpListener, path::Path, process::Command};

use crate::support::{Engine, Stage};

/// Stands between the blocks in what the script prints.
const MARK: &str = "@@ block";

/// A chapter of a document.
struct Story {
    file: &'static str,
    heading: &'static str,
    /// Fewer blocks than that, and the chapter has been lost.
    blocks: usize,
}

const README: Story = Story {
    file: "README.md",
    heading: "The story, by curl",
    blocks: 13,
};
const INTEGRATION: Story = Story {
    file: "docs/integration.md",
    heading: "From the token to the webhook",
    blocks: 9,
};

/// A block of commands and what the document says they print.
#[derive(Debug, Default)]
struct Block {
    commands: String,
    promised: Vec<String>,
}

fn blocks(story: &Story) -> Vec<Block> {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(story.file);
    let document = fs::read_to_string(document).unwrap();
    let (_, story) = document.split_once(&format!("\n## {}\n", story.heading)).unwrap();
    let (story, _) = story.split_once("\n## ").unwrap();
    let mut blocks = Vec::new();
    for part in story.split("```sh\n").skip(1) {
        let (lines, _) = part.split_once("```").unwrap();
        let mut block = Block::default();
        for line in lines.lines() {
            match line.strip_prefix("#> ") {
                Some(promised) => block.promised.push(promised.to_owned()),
                None => block.commands.extend([line, "\n"]),
            }
        }
        blocks.push(block);
    }
    blocks
}

/// Whether a line is what was promised; `…` stands for anything.
fn fits(promised: &str, printed: &str) -> bool {
    let mut parts = promised.split('…');
    let Some(mut rest) = printed.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut open_end = false;
    for part in parts {
        open_end = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    open_end || rest.is_empty()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn tell(story: &Story, engine: Engine) {
    let blocks = blocks(story);
    assert!(blocks.len() >= story.blocks, "the story has lost its blocks");
    let binaries = Path::new(env!("CARGO_BIN_EXE_lianxin")).parent().unwrap();
    let mut script = format!(
        "PATH={}:$PATH\ntrap 'kill \"${{server:-}}\" 2>/dev/null || true' EXIT\n",
        binaries.display()
    );
    for block in &blocks {
        script.extend(["echo '", MARK, "'\n", &block.commands]);
    }
    let stage = Stage::empty(engine).await;
    let folder = tempfile::tempdir().unwrap();
    let address = format!("127.0.0.1:{}", free_port());
    let ran = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .current_dir(folder.path())
        .env("LIANXIN_DATABASE", &stage.url)
        .env("LIANXIN_PUBLIC_URL", format!("http://{address}"))
        .env("LIANXIN_BIND", address)
        .output()
        .unwrap();
    let printed = String::from_utf8(ran.stdout).unwrap();
    let complaints = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{}\n{printed}\n{complaints}", ran.status);
    let told = printed.split(MARK).skip(1);
    for (block, told) in blocks.iter().zip(told) {
        let told: Vec<&str> = told.lines().skip(1).collect();
        let kept = told.len() == block.promised.len()
            && block
                .promised
                .iter()
                .zip(&told)
                .all(|(promised, printed)| fits(promised, printed));
        assert!(
            kept,
            "{} promises of\n{}\n{:#?}\nbut it prints\n{told:#?}\n{complaints}",
            story.file, block.commands, block.promised
        );
    }
    stage.clear().await;
}

#[actix_web::test]
async fn the_story_of_the_readme_is_true_on_sqlite() {
    tell(&README, Engine::Sqlite).await;
}

#[actix_web::test]
async fn the_story_of_the_readme_is_true_on_postgres() {
    tell(&README, Engine::Postgres).await;
}

#[actix_web::test]
async fn the_guide_for_other_systems_is_true_on_sqlite() {
    tell(&INTEGRATION, Engine::Sqlite).await;
}

#[actix_web::test]
async fn the_guide_for_other_systems_is_true_on_postgres() {
    tell(&INTEGRATION, Engine::Postgres).await;
}

#[test]
fn dots_stand_for_anything() {
    assert!(fits("a…c", "abc") && fits("…", "") && fits("ab", "ab") && fits("a…b…", "a-b-"));
    assert!(!fits("a…c", "abcd") && !fits("a", "ab") && !fits("b…", "ab"));
}
